package dev.offstage.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** {@link PoolsHealth} for the actuator of Spring Boot 2 and 3. */
final class Boot3Health implements HealthIndicator {
  private final BootRuntime runtime;

  Boot3Health(BootRuntime runtime) {
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
