package dev.offstage.benchmarks.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr as its free edition comes; it looks for tasks every five seconds at most. */
final class JobRunrs extends Contestant {
  private static final int LEAST_POLL_SECONDS = 5;

  private final JobScheduler scheduler;

  JobRunrs(PostgreSql server) {
    super("JobRunr", server, "jobrunr_jobs", "state not in ('SUCCEEDED', 'DELETED')");
    scheduler =
        JobRunr.configure()
            .useStorageProvider(SqlStorageProviderFactory.using(source))
            .useBackgroundJobServer(
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(THREADS)
                    .andPollIntervalInSeconds(LEAST_POLL_SECONDS))
            .initialize()
            .getJobScheduler();
  }

  @Override
  void enqueue() {
    String text = Work.TEXT;
    scheduler.schedule(Instant.now().plus(Duration.ofHours(1)), () -> Work.run(text));
  }

  @Override
  void start(String text) {
    scheduler.enqueue(() -> Work.run(text));
  }

  @Override
  void fill(int count) {
    scheduler.enqueue(IntStream.range(0, count).mapToObj(i -> Work.TEXT), text -> Work.run(text));
  }

  @Override
  public void close() {
    JobRunr.destroy();
    super.close();
  }
}
