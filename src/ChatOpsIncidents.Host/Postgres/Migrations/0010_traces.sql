-- What an effect was caused by, so that a trace goes on where the effect is carried out, on whatever host. A traceparent
-- (www.w3.org/TR/trace-context); null where nobody follows.
alter table outbox add column trace text;
