-- Which things have a name with these words, in any language? In Latin letters they find names in every script.
SELECT DISTINCT t.id AS thing, t.name, n.name AS matched_name, n.language, t.in_table
FROM names_search s
JOIN names n ON n.rowid = s.rowid
JOIN things t ON t.id = n.thing
WHERE names_search MATCH '"' || replace(:words, '"', ' ') || '"'
ORDER BY s.rank, thing, n.language, matched_name
LIMIT 200
