package dev.offstage.boot;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** {@link PoolsHealth} for the actuator of Spring Boot 4. */
final class Boot4Health implements HealthIndicator {
  private final BootRuntime runtime;

  Boot4Health(BootRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Health health() {
    PoolsHealth pools = PoolsHealth.of(runtime.get());
    return (pools.accept() ? Health.up() : Health.outOfService())
        .withDetails(pools.details())
        .build();
  }
}
