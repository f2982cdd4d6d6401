-- Tasks that have not ended.
create table if not exists offstage_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by text,
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint default 0,
  pool varchar(100),
  task_key varchar(255),
  order_key varchar(255),
  crashes smallint not null default 0,
  suspect_until timestamp with time zone,
  handed_at timestamp with time zone,
  handed_by varchar(100),
  principal varchar(255),
  signature bytea,
  cancelled varchar(255),
  queue_time timestamp with time zone default '1970-01-01 00:00:00+00',
  order_no bigint,
  lane varchar(255),
  started_at timestamp with time zone,
  progress varchar(1000),
  primary key (task_name, task_instance)
);
create index if not exists offstage_tasks_due on offstage_tasks (picked, queue_time);
create index if not exists offstage_tasks_picked_by on offstage_tasks (picked_by);
create unique index if not exists offstage_tasks_key on offstage_tasks (pool, task_key) where task_key is not null;
create unique index if not exists offstage_tasks_lane on offstage_tasks (pool, lane) where lane is not null;
create index if not exists offstage_tasks_order on offstage_tasks (order_key, pool, order_no) where order_key is not null;
create index if not exists offstage_tasks_heartbeat on offstage_tasks (last_heartbeat);

-- Tasks that have ended, as long as they are kept.
create table if not exists offstage_ended (
  task_instance text not null,
  task_name text not null,
  pool varchar(100),
  task_key varchar(255),
  order_key varchar(255),
  priority smallint,
  state varchar(20) not null,
  reason varchar(255),
  error_text text,
  task_data bytea,
  signature bytea,
  result bytea,
  attempts int not null default 0,
  crashes smallint not null default 0,
  handed_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone not null,
  keep_until timestamp with time zone,
  ended_by varchar(100),
  principal varchar(255),
  primary key (task_instance, task_name)
);
create index if not exists offstage_ended_at on offstage_ended (ended_at);
create index if not exists offstage_ended_keep_until on offstage_ended (keep_until);

-- Tasks that clients ask about, on whichever node.
create table if not exists offstage_published (
  task_instance text not null,
  task_name text,
  publication bytea not null,
  published_at timestamp with time zone not null,
  primary key (task_instance)
);
