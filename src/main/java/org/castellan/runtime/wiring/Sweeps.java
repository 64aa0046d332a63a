package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.castellan.backend.Backends;
import org.castellan.backend.Scope;
import org.castellan.runtime.traces.Traces;
import org.castellan.schedule.Job;
import org.castellan.validation.Sweep;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;

/** The checkers' jobs. */
@Dependent
class Sweeps {

  private final Backends backends;
  private final Validator validator;
  private final ManagedScheduledExecutorService executor;
  private final ValidationSettings settings;

  @Inject
  Sweeps(
      @Checks Backends backends,
      @Checks Validator validator,
      @Pool ManagedScheduledExecutorService executor,
      ValidationSettings settings) {
    this.backends = backends;
    this.validator = validator;
    this.executor = executor;
    this.settings = settings;
  }

  Job of(Scope scope) {
    return new Sweep(scope, backends, validator, Traces.carrying(executor), settings);
  }
}
