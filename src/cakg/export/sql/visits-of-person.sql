SELECT DISTINCT
    x.actor AS person, a.name, e.id AS visit, e.name_en AS title, w.id AS tour, e.stop_number AS stop, p.name AS place,
    coalesce(e.date, w.date) AS date, s.name_en AS status, u.text AS purpose
FROM events e
JOIN participations x ON x.event = e.id
JOIN participation_role r ON r.participation = x.id AND r.role = 'role:visitor'
JOIN things a ON a.id = x.actor
LEFT JOIN events w ON w.id = e.part_of AND w.class = 'cakg:Visit'
LEFT JOIN things p ON p.id = e.place
LEFT JOIN concepts s ON s.id = e.status
LEFT JOIN texts u ON u.thing = e.id AND u.property = 'cakg:purpose'
WHERE e.class = 'cakg:Visit' AND coalesce(:person, '') IN ('', x.actor)
ORDER BY coalesce(ltrim(coalesce(e.date, w.date), '[]{}./?~%'), '9999'), coalesce(e.stop_number, 0), visit, tour, a.name
