SELECT DISTINCT
    a.instrument, i.name AS title, a.actor, p.name AS party, k.name_en AS step, s.name_en AS status, a.date,
    a.due_by AS due, c.name_en AS capacity, w.name AS signer, e.name_en AS occasion, r.document AS report
FROM treaty_actions a
JOIN things i ON i.id = a.instrument
JOIN things p ON p.id = a.actor
JOIN concepts k ON k.id = a.kind
JOIN concepts s ON s.id = a.status
JOIN reported_in r ON r.thing = a.id
LEFT JOIN treaty_action_role x ON x.treaty_action = a.id
LEFT JOIN concepts c ON c.id = x.role
LEFT JOIN treaty_action_signed_by y ON y.treaty_action = a.id
LEFT JOIN things w ON w.id = y.signed_by
LEFT JOIN events e ON e.id = a.occasion
WHERE coalesce(:instrument, '') IN ('', a.instrument)
    AND (coalesce(:actor, '') = '' OR EXISTS (SELECT 1 FROM counts_for f WHERE f.thing = a.actor AND f.actor = :actor))
ORDER BY title, a.instrument, coalesce(ltrim(a.date, '[]{}./?~%'), '9999'), party, a.actor, a.id, signer, report
