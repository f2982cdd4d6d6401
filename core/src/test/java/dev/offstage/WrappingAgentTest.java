package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.ttl.TtlRunnable;
import dev.offstage.testing.TestSuite;
import java.io.File;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The same tests pass beside an agent that wraps each Runnable that an executor of the JDK is
 * given, as that of transmittable-thread-local does: what comes out of its queue is not what was
 * put in.
 */
class WrappingAgentTest {
  @Test
  void pools_end_and_name_what_is_lost_as_without_it() throws Exception {
    File jar =
        new File(TtlRunnable.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    TestSuite suite =
        TestSuite.run(
            Arrays.asList(
                BesideTtl.class,
                CloseQueuedTest.class,
                DrainTest.class,
                LostTasksTest.class,
                ManagedExecutorTest.class,
                ManagedPoolExecutorContractTest.class,
                ManualJoinTest.class,
                MapDrainTest.class,
                PoolExecutorContractTest.class,
                PoolLifecycleTest.class,
                ResizeTest.class,
                ServerRejectsTest.class,
                TestModeTest.class),
            "-javaagent:" + jar);

    assertThat(suite.exitCode()).as(suite.output()).isZero();
    assertThat(suite.tests("successful")).as(suite.output()).isGreaterThan(100);
  }
}
