package org.castellan.runtime.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.castellan.runtime.settings.LimitSettings;
import org.castellan.runtime.settings.Settings;
import org.castellan.web.limit.Limits;
import org.castellan.web.limit.Turnstile;

/** What one organization may do at once. */
@Dependent
public class LimitWiring {

  @Produces
  @Singleton
  Turnstile turnstile(Settings settings) {
    LimitSettings limits = settings.limits();
    return new Turnstile(
        new Limits(limits.uploads(), limits.validations(), limits.validationsPerMinute()));
  }
}
