-- Charges are positive; what is allowed is never above the charge, what is paid never
-- above what is allowed, and neither is negative. Nothing is allowed or paid on a
-- denied claim, and nothing decided on a pending one.
select
    billing_id,
    claim_amount,
    allowed_amount,
    paid_amount,
    claim_status
from billing
where
    claim_amount <= 0
    or allowed_amount > claim_amount
    or paid_amount > allowed_amount
    or allowed_amount < 0
    or paid_amount < 0
    or (claim_status = 'Denied' and (allowed_amount > 0 or paid_amount > 0))
    or (
        claim_status = 'Pending'
        and (allowed_amount is not null or paid_amount is not null)
    )
    or (claim_status = 'Paid' and allowed_amount is null)
