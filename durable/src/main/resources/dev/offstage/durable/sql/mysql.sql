-- Times are in UTC, whatever the time zone of the session.
-- Tasks that have not ended.
create table if not exists offstage_tasks (
  task_name varchar(100) not null,
  task_instance varchar(255) not null,
  task_data longblob,
  execution_time datetime(6) not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success datetime(6),
  last_failure datetime(6),
  consecutive_failures int,
  last_heartbeat datetime(6),
  version bigint not null,
  priority smallint default 0,
  pool varchar(100),
  task_key varchar(255),
  order_key varchar(255),
  crashes smallint not null default 0,
  suspect_until datetime(6),
  handed_at datetime(6),
  handed_by varchar(100),
  principal varchar(255),
  signature varbinary(64),
  cancelled varchar(255),
  queue_time datetime(6) default '1970-01-01 00:00:00',
  order_no bigint,
  lane varchar(255),
  started_at datetime(6),
  progress varchar(1000),
  primary key (task_name, task_instance),
  index offstage_tasks_due (picked, queue_time),
  index offstage_tasks_picked_by (picked_by),
  unique index offstage_tasks_key (pool, task_key),
  unique index offstage_tasks_lane (pool, lane),
  index offstage_tasks_order (order_key, pool, order_no),
  index offstage_tasks_heartbeat (last_heartbeat)
) engine=InnoDB row_format=dynamic default character set utf8mb4 collate utf8mb4_bin;

-- Tasks that have ended, as long as they are kept.
create table if not exists offstage_ended (
  task_instance varchar(255) not null,
  task_name varchar(100) not null,
  pool varchar(100),
  task_key varchar(255),
  order_key varchar(255),
  priority smallint,
  state varchar(20) not null,
  reason varchar(255),
  error_text mediumtext,
  task_data longblob,
  signature varbinary(64),
  result longblob,
  attempts int not null default 0,
  crashes smallint not null default 0,
  handed_at datetime(6),
  started_at datetime(6),
  ended_at datetime(6) not null,
  keep_until datetime(6),
  ended_by varchar(100),
  principal varchar(255),
  primary key (task_instance, task_name),
  index offstage_ended_at (ended_at),
  index offstage_ended_keep_until (keep_until)
) engine=InnoDB row_format=dynamic default character set utf8mb4 collate utf8mb4_bin;

-- Tasks that clients ask about, on whichever node.
create table if not exists offstage_published (
  task_instance varchar(255) not null,
  task_name varchar(100),
  publication longblob not null,
  published_at datetime(6) not null,
  primary key (task_instance)
) engine=InnoDB row_format=dynamic default character set utf8mb4 collate utf8mb4_bin;
