package org.castellan.runtime.wiring;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.audit.AuditLog;
import org.castellan.backend.BackendRegistry;
import org.castellan.backend.Backends;
import org.castellan.backend.OpenStores;
import org.castellan.runtime.settings.CheckSettings;
import org.castellan.runtime.settings.Settings;
import org.castellan.runtime.traces.Traces;
import org.castellan.schedule.Pace;
import org.castellan.schedule.Replicas;
import org.castellan.validation.Gate;
import org.castellan.validation.ManualRevalidation;
import org.castellan.validation.Registration;
import org.castellan.validation.Revalidation;
import org.castellan.validation.SecondOpinions;
import org.castellan.validation.ThisReplica;
import org.castellan.validation.ValidationHistory;
import org.castellan.validation.ValidationListener;
import org.castellan.validation.ValidationSettings;
import org.castellan.validation.Validator;
import org.jdbi.v3.core.Jdbi;

/** Validation on the request path; the checkers' part is in {@link ScheduleWiring}. */
@Dependent
public class ValidationWiring {

  @Produces
  @Singleton
  ValidationSettings validationSettings(Settings settings) {
    CheckSettings checks = settings.checks();
    return ValidationSettings.of(
        checks.timeout(),
        checks.parallelism(),
        checks.perHost(),
        checks.window(),
        checks.backoff(),
        checks.waiters());
  }

  @Produces
  @Singleton
  ThisReplica thisReplica(Settings settings, Replicas replicas, Pace pace) {
    return new ThisReplica(settings.node().id(), () -> replicas.hasPeers(pace.peerWindow()));
  }

  @Produces
  @Singleton
  Validator validator(
      Jdbi jdbi,
      OpenStores stores,
      AuditLog audit,
      ThisReplica replica,
      ValidationSettings bounds,
      ValidationListener listener) {
    return new Validator(jdbi, stores, audit, replica, bounds, listener);
  }

  @Produces
  @Singleton
  @Checks
  Validator checkersValidator(
      @Checks Jdbi jdbi,
      OpenStores stores,
      AuditLog audit,
      ThisReplica replica,
      ValidationSettings bounds,
      ValidationListener listener) {
    return new Validator(jdbi, stores, audit, replica, bounds, listener);
  }

  @Produces
  @Singleton
  Revalidation revalidation(
      Jdbi jdbi,
      Validator validator,
      @Requests ManagedScheduledExecutorService executor,
      @Pool ManagedScheduledExecutorService timer,
      ValidationSettings bounds) {
    return new Revalidation(jdbi, validator, Traces.carrying(executor), timer, bounds);
  }

  @Produces
  @Singleton
  Gate gate(Revalidation revalidation, ValidationSettings bounds) {
    return new Gate(revalidation, bounds);
  }

  @Produces
  @Singleton
  SecondOpinions secondOpinions(
      Revalidation revalidation,
      @Pool ManagedScheduledExecutorService executor,
      ValidationSettings bounds) {
    return new SecondOpinions(revalidation, executor, bounds);
  }

  @Produces
  @Singleton
  ManualRevalidation manualRevalidation(Revalidation revalidation) {
    return new ManualRevalidation(revalidation);
  }

  @Produces
  @Singleton
  Registration registration(
      Jdbi jdbi,
      Backends backends,
      BackendRegistry registry,
      Validator validator,
      ValidationSettings bounds) {
    return new Registration(jdbi, backends, registry, validator, bounds);
  }

  @Produces
  @Singleton
  ValidationHistory validationHistory(Jdbi jdbi) {
    return new ValidationHistory(jdbi);
  }
}
