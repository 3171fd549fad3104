SELECT w.id AS whole, w.name_en AS wholeTitle, e.id AS event, e.name_en AS title, x.relation, e.date
FROM (
    SELECT id, part_of AS whole, 'part' AS relation FROM events
    UNION ALL SELECT id, in_margins_of, 'margins' FROM events
) x
JOIN events e ON e.id = x.id
JOIN events w ON w.id = x.whole
WHERE coalesce(:whole, '') IN ('', w.id)
ORDER BY wholeTitle, whole, coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), event, x.relation
