SELECT DISTINCT
    m.member, w.name, m.organization, o.name AS organizationName, s.name_en AS standing, m.from_date AS "from",
    m.until_date AS "until", r.document AS report
FROM memberships m
JOIN things w ON w.id = m.member
JOIN things o ON o.id = m.organization
JOIN concepts s ON s.id = m.standing
JOIN reported_in r ON r.thing = m.id
WHERE coalesce(:member, '') = '' OR EXISTS (SELECT 1 FROM counts_for c WHERE c.thing = m.member AND c.actor = :member)
ORDER BY w.name, m.member, organizationName, m.organization, coalesce(m.from_date, '9999'), standing, report
