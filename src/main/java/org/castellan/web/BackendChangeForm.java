package org.castellan.web;

import java.util.Optional;
import org.castellan.backend.BackendChange;
import org.castellan.backend.CasBackend;
import org.castellan.backend.NewCredentials;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.web.json.Form;
import org.castellan.web.json.TextRule;

/** A change that somebody wants to make to a backend. */
final class BackendChangeForm {

  private BackendChangeForm() {}

  /** Reads the whole form; throws what it violates. */
  static BackendChange read(Form form, CasBackend backend, Provider provider) {
    form.requireSomething();
    Optional<String> description =
        form.text("description", TextRule.emptyOrUpTo(CasBackend.MAX_DESCRIPTION));
    Optional<Boolean> isDefault = form.flag("default");
    Optional<Boolean> isFallback = form.flag("fallback");
    Optional<Long> maxBytes = form.whole("maxBytes", 1, Bytes.MAX);
    Optional<ProviderCredentials> credentials =
        form.texts("credentials", NewBackendForm.CREDENTIAL).map(ProviderCredentials::new);
    if (!backend.builtIn()) {
      credentials.ifPresent(it -> NewBackendForm.check(form, provider, backend.location(), it));
    }
    Optional<NewCredentials> unhosted =
        credentials.map(it -> new NewCredentials(it, backend.host()));
    new BackendChange(description, isDefault, isFallback, maxBytes, unhosted)
        .violations(backend).stream()
            .filter(violation -> !form.hasRejected(violation.field()))
            .forEach(violation -> form.reject(violation.field(), violation.message()));
    form.finish();
    Optional<NewCredentials> hosted =
        credentials.map(it -> new NewCredentials(it, provider.host(backend.location(), it)));
    return new BackendChange(description, isDefault, isFallback, maxBytes, hosted);
  }
}
