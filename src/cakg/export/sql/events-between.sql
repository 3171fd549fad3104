SELECT e.begin, e."end", e.date, e.id AS event, e.name_en AS title, p.name AS place, s.name_en AS status
FROM events e
LEFT JOIN things p ON p.id = e.place
LEFT JOIN concepts s ON s.id = e.status
WHERE e.date IS NOT NULL
    AND coalesce(e.begin, e."end") <= coalesce(nullif(:until, ''), '2100-12-31')
    AND coalesce(e."end", e.begin) >= coalesce(nullif(:since, ''), '1991-01-01')
ORDER BY coalesce(e.begin, e."end"), coalesce(e."end", e.begin), event
