-- The version of the order process's rules that is in force: a release that knows newer ones runs the old until this is raised.
CREATE TABLE rules_in_force (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    rules    int NOT NULL
);
INSERT INTO rules_in_force (rules) VALUES (2);

-- Which command a line tells of: who asked and why is in commands.
ALTER TABLE timeline ADD COLUMN command_id text COLLATE "C";

-- What else a person gave with a command, for example where the photo of a damaged book is.
ALTER TABLE commands ADD COLUMN evidence text;
-- The command as the order's process gets it: the same id with other content is another command by mistake.
ALTER TABLE commands ADD COLUMN detail text;

-- The command that brought this version; the one it was placed with has none.
ALTER TABLE addresses ADD COLUMN command_id text COLLATE "C";
ALTER TABLE addresses ADD CONSTRAINT addresses_of_command UNIQUE (order_id, command_id);

-- The job that this one prints again.
ALTER TABLE jobs ADD COLUMN reprint_of int;

-- Deadlines: what should have been looked at by now.
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;

-- How many jobs a printer has now.
CREATE INDEX jobs_at_printer ON jobs (printer_id) WHERE status IN ('SUBMITTING', 'WITH_PRINTER', 'IN_PRODUCTION', 'PRINTED');

-- What a decision was about: a job that went elsewhere or was printed again, and why there was something to decide.
ALTER TABLE routing_decisions ADD COLUMN job int, ADD COLUMN occasion text;
