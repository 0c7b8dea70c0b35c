-- Workers pick steps from the table job itself; the table of db-scheduler, which older versions used, is gone.
DROP TABLE scheduled_tasks;
