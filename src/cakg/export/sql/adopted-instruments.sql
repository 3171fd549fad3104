SELECT DISTINCT
    e.id AS event, e.date, p.name AS place, o.outcome AS instrument, i.name_en AS title, x.actor, a.name,
    c.name_en AS function, e.votes_for AS "for", e.votes_against AS against, e.abstentions AS abstained
FROM events e
JOIN event_outcome o ON o.event = e.id
JOIN instruments i ON i.id = o.outcome
LEFT JOIN things p ON p.id = e.place
LEFT JOIN participations x ON x.event = e.id
LEFT JOIN things a ON a.id = x.actor
LEFT JOIN participation_role r ON r.participation = x.id
LEFT JOIN concepts c ON c.id = r.role
WHERE e.class = 'cakg:Adoption'
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), event, instrument, x.actor, function
