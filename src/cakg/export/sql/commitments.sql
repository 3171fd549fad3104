WITH RECURSIVE promising (act) AS (
    SELECT id FROM concepts WHERE id IN ('act:commit', 'act:invite', 'act:offer', 'act:propose')
    UNION
    SELECT b.concept FROM concept_broader b JOIN promising p ON b.broader = p.act
)
SELECT DISTINCT
    s.id AS statement, k.speaker, w.name, a.name_en AS act, x.text AS content, u.name AS undertaken, s.due_by AS due,
    z.name AS dueAt, m.name AS amount, c.name_en AS status, e.name_en AS occasion, e.date, r.document AS report
FROM statements s
JOIN statement_act d ON d.statement = s.id
JOIN promising p ON p.act = d.act
JOIN concepts a ON a.id = d.act
JOIN statement_speaker k ON k.statement = s.id
JOIN things w ON w.id = k.speaker
JOIN texts x ON x.thing = s.id AND x.property = 'cakg:content'
JOIN reported_in r ON r.thing = s.id
LEFT JOIN statement_undertakes t ON t.statement = s.id
LEFT JOIN things u ON u.id = t.undertakes
LEFT JOIN things z ON z.id = s.due_at
LEFT JOIN statement_amount n ON n.statement = s.id
LEFT JOIN things m ON m.id = n.amount
LEFT JOIN concepts c ON c.id = s.status
LEFT JOIN events e ON e.id = s.occasion
WHERE coalesce(:speaker, '') = '' OR EXISTS (SELECT 1 FROM counts_for f WHERE f.thing = s.id AND f.actor = :speaker)
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), statement, w.name, k.speaker, act, undertaken, amount, report
