-- When a ticket was staged under its temporary name: some printers delete such names after a while.
ALTER TABLE attempts ADD COLUMN staged_at timestamptz;
