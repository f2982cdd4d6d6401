-- Tasks that have not ended.
create table if not exists offstage_tasks (
  task_name varchar(100) not null,
  task_instance varchar(255) not null,
  task_data blob,
  execution_time timestamp(6) with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp(6) with time zone,
  last_failure timestamp(6) with time zone,
  consecutive_failures int,
  last_heartbeat timestamp(6) with time zone,
  version bigint not null,
  priority smallint default 0,
  pool varchar(100),
  task_key varchar(255),
  order_key varchar(255),
  crashes smallint not null default 0,
  suspect_until timestamp(6) with time zone,
  handed_at timestamp(6) with time zone,
  handed_by varchar(100),
  principal varchar(255),
  signature varbinary(64),
  cancelled varchar(255),
  queue_time timestamp(6) with time zone default timestamp with time zone '1970-01-01 00:00:00+00',
  order_no bigint,
  lane varchar(255),
  started_at timestamp(6) with time zone,
  progress varchar(1000),
  primary key (task_name, task_instance)
);
create index if not exists offstage_tasks_due on offstage_tasks (picked, queue_time);
create index if not exists offstage_tasks_picked_by on offstage_tasks (picked_by);
create unique index if not exists offstage_tasks_key on offstage_tasks (pool, task_key);
create unique index if not exists offstage_tasks_lane on offstage_tasks (pool, lane);
create index if not exists offstage_tasks_order on offstage_tasks (order_key, pool, order_no);
create index if not exists offstage_tasks_heartbeat on offstage_tasks (last_heartbeat);

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
  error_text clob,
  task_data blob,
  signature varbinary(64),
  result blob,
  attempts int not null default 0,
  crashes smallint not null default 0,
  handed_at timestamp(6) with time zone,
  started_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone not null,
  keep_until timestamp(6) with time zone,
  ended_by varchar(100),
  principal varchar(255),
  primary key (task_instance, task_name)
);
create index if not exists offstage_ended_at on offstage_ended (ended_at);
create index if not exists offstage_ended_keep_until on offstage_ended (keep_until);

-- Tasks that clients ask about, on whichever node.
create table if not exists offstage_published (
  task_instance varchar(255) not null,
  task_name varchar(100),
  publication blob not null,
  published_at timestamp(6) with time zone not null,
  primary key (task_instance)
);
