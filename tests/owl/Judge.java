import java.io.File;
import java.net.URI;
import javax.xml.catalog.Catalog;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLAxiom;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLDataPropertyAssertionAxiom;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyIRIMapper;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Judges ontologies by the OWL API and HermiT: [-c CATALOG] FILE …. Prints for each file a row with its name, one for
 * each ontology that was loaded, each violation of OWL 2 DL (its kind, the datatype of the literal that is asserted,
 * its text), the verdict on consistency and each class that can have no instance. Compiles with versions 3.4 and 5.
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        boolean mapped = arguments[0].equals("-c");
        for (int n = mapped ? 2 : 0; n < arguments.length; n++) {
            OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
            if (mapped) {
                map(manager, new File(arguments[1]).toURI());
            }
            row("file", arguments[n]);
            judge(manager, manager.loadOntologyFromOntologyDocument(new File(arguments[n])));
        }
    }

    static void judge(OWLOntologyManager manager, OWLOntology whole) {
        for (OWLOntology one : manager.getOntologies()) {
            row("ontology", one.getOntologyID().toString());
        }
        for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(whole).getViolations()) {
            row("violation", violation.getClass().getSimpleName(), datatype(violation.getAxiom()), violation.toString());
        }
        Configuration configuration = new Configuration();
        configuration.ignoreUnsupportedDatatypes = true;
        Reasoner reasoner = new Reasoner(configuration, whole);
        boolean consistent = reasoner.isConsistent();
        row("consistent", Boolean.toString(consistent));
        if (consistent) {
            for (OWLClass one : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
                row("unsatisfiable", one.getIRI().toString());
            }
        }
    }

    /** Looks up documents in an OASIS catalog, by Java's own reader of these. */
    @SuppressWarnings("deprecation")
    static void map(OWLOntologyManager manager, URI path) {
        Catalog catalog = CatalogManager.catalog(CatalogFeatures.defaults(), path);
        manager.addIRIMapper(new OWLOntologyIRIMapper() {
            public IRI getDocumentIRI(IRI iri) {
                String found = catalog.matchURI(iri.toString());
                return found == null ? null : IRI.create(found);
            }
        });
    }

    static String datatype(OWLAxiom axiom) {
        if (axiom instanceof OWLDataPropertyAssertionAxiom) {
            return ((OWLDataPropertyAssertionAxiom) axiom).getObject().getDatatype().getIRI().toString();
        }
        return "";
    }

    static void row(String... cells) {
        System.out.println(String.join("\t", cells).replace("\n", " "));
    }
}
