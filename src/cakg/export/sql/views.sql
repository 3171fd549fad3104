-- For people who read: the tables with names in the place of identifiers, one row for each thing.

CREATE VIEW event_list AS
SELECT
    e.id AS event, e.name_en AS name, e.name_ru AS name_ru, e.class, e.date, e.begin, e."end",
    s.name_en AS status, p.name AS place, r.name AS series, e.ordinal,
    (SELECT group_concat(name, '; ') FROM (
        SELECT c.name_en AS name FROM event_format f JOIN concepts c ON c.id = f.format WHERE f.event = e.id ORDER BY 1
    )) AS formats,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name_en AS name FROM event_topic x JOIN topics t ON t.id = x.topic WHERE x.event = e.id ORDER BY 1
    )) AS topics,
    (SELECT count(*) FROM participations x WHERE x.event = e.id) AS named,
    e.stated_count AS stated, l.name_en AS list,
    (SELECT count(*) FROM reported_in x WHERE x.thing = e.id) AS documents
FROM events e
LEFT JOIN concepts s ON s.id = e.status
LEFT JOIN concepts l ON l.id = e.participant_list
LEFT JOIN things p ON p.id = e.place
LEFT JOIN things r ON r.id = e.in_series;

CREATE VIEW participation_list AS
SELECT
    x.id AS participation, coalesce(x.event, x.initiative) AS "in", i.name AS in_name, e.date, e.begin,
    x.actor, a.name AS actor_name,
    (SELECT group_concat(name, '; ') FROM (
        SELECT c.name_en AS name FROM participation_role r JOIN concepts c ON c.id = r.role
        WHERE r.participation = x.id ORDER BY 1
    )) AS roles,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name FROM participation_capacity c JOIN things t ON t.id = c.capacity
        WHERE c.participation = x.id ORDER BY 1
    )) AS offices,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name FROM participation_representing c JOIN things t ON t.id = c.representing
        WHERE c.participation = x.id ORDER BY 1
    )) AS representing,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name FROM participation_delegation c JOIN things t ON t.id = c.delegation
        WHERE c.participation = x.id ORDER BY 1
    )) AS delegation,
    coalesce(h.name_en, 'attended') AS attendance, s.name_en AS status,
    (SELECT count(*) FROM reported_in r WHERE r.thing = x.id) AS documents
FROM participations x
JOIN things a ON a.id = x.actor
LEFT JOIN things i ON i.id = coalesce(x.event, x.initiative)
LEFT JOIN events e ON e.id = x.event
LEFT JOIN concepts s ON s.id = e.status
LEFT JOIN concepts h ON h.id = x.attendance;

CREATE VIEW tenure_list AS
SELECT
    t.id AS tenure, t.holder, h.name AS holder_name, t.post, p.name AS post_name, b.name AS body, k.name_en AS kind,
    t.from_date, t.until_date, t.announced_on,
    (SELECT min(attested_on) FROM tenure_attested_on a WHERE a.tenure = t.id) AS first_seen,
    (SELECT max(attested_on) FROM tenure_attested_on a WHERE a.tenure = t.id) AS last_seen,
    (SELECT count(*) FROM reported_in r WHERE r.thing = t.id) AS documents
FROM tenures t
JOIN things h ON h.id = t.holder
JOIN things p ON p.id = t.post
LEFT JOIN posts o ON o.id = t.post
LEFT JOIN things b ON b.id = o.post_in
LEFT JOIN concepts k ON k.id = t.kind;

CREATE VIEW statement_list AS
SELECT
    s.id AS statement, e.date, e.begin,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name FROM statement_speaker x JOIN things t ON t.id = x.speaker WHERE x.statement = s.id ORDER BY 1
    )) AS speakers,
    (SELECT group_concat(name, '; ') FROM (
        SELECT c.name_en AS name FROM statement_act x JOIN concepts c ON c.id = x.act WHERE x.statement = s.id ORDER BY 1
    )) AS acts,
    (SELECT group_concat(text, ' / ') FROM (
        SELECT x.text FROM texts x WHERE x.thing = s.id AND x.property = 'cakg:content' ORDER BY x.language, x.text
    )) AS content,
    s.occasion, o.name AS occasion_name, c.name_en AS status,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name_en AS name FROM statement_topic x JOIN topics t ON t.id = x.topic WHERE x.statement = s.id ORDER BY 1
    )) AS topics
FROM statements s
LEFT JOIN events e ON e.id = s.occasion
LEFT JOIN things o ON o.id = s.occasion
LEFT JOIN concepts c ON c.id = s.status;

CREATE VIEW quote_list AS
SELECT
    e.supports AS thing, t.name AS thing_name, coalesce(e.quote, e.row) AS quote, e.quote_language AS language,
    (SELECT group_concat(shows, ' ') FROM (
        SELECT x.shows FROM evidence_shows x WHERE x.evidence = e.id ORDER BY 1
    )) AS shows,
    e.report AS document, d.title, p.name AS publisher, d.issued, e.link, e.quote IS NULL AS imported
FROM evidence e
JOIN documents d ON d.id = e.report
LEFT JOIN things t ON t.id = e.supports
LEFT JOIN things p ON p.id = d.publisher;

CREATE VIEW reading_list AS
SELECT
    d.id AS disagreement, d.on_subject AS thing, t.name AS thing_name, d.on_property AS property, k.name_en AS type,
    coalesce(v.name, x.value) AS value, r.accepted,
    (SELECT group_concat(report, ' ') FROM (
        SELECT y.report FROM reading_report y WHERE y.reading = r.id ORDER BY 1
    )) AS documents,
    coalesce(u.rationale, d.rationale) AS reason, d.ruling
FROM readings r
JOIN disagreements d ON d.id = r.disagreement
LEFT JOIN reading_value x ON x.reading = r.id
LEFT JOIN things v ON v.id = x.value
LEFT JOIN things t ON t.id = d.on_subject
LEFT JOIN concepts k ON k.id = d.disagreement_type
LEFT JOIN rulings u ON u.id = d.ruling;

CREATE VIEW treaty_action_list AS
SELECT
    a.id AS action, a.instrument, i.name AS instrument_name, a.actor, p.name AS actor_name, k.name_en AS kind,
    s.name_en AS status, a.date, a.due_by,
    (SELECT group_concat(name, '; ') FROM (
        SELECT t.name FROM treaty_action_signed_by x JOIN things t ON t.id = x.signed_by
        WHERE x.treaty_action = a.id ORDER BY 1
    )) AS signed_by,
    a.occasion
FROM treaty_actions a
LEFT JOIN things i ON i.id = a.instrument
LEFT JOIN things p ON p.id = a.actor
LEFT JOIN concepts k ON k.id = a.kind
LEFT JOIN concepts s ON s.id = a.status;
