package org.castellan.web;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.castellan.backend.CasBackend;
import org.castellan.backend.NewBackend;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.Providers;
import org.castellan.web.json.Form;
import org.castellan.web.json.TextRule;

/** A backend that somebody wants to register, as far as that can be judged without a call. */
record NewBackendForm(NewBackend backend, ProviderCredentials credentials) {
  private static final int MAX_LOCATION = 1024;
  static final TextRule CREDENTIAL = TextRule.upTo(4096);

  /** Reads the whole form; throws what it violates. */
  static NewBackendForm read(Form form, UUID organization, Providers providers) {
    form.require("name", "provider", "location", "credentials");
    Optional<String> name = form.text("name", TextRule.LABEL);
    Optional<Provider> provider = form.oneOf("provider", creatable(providers));
    Optional<String> location = form.text("location", TextRule.upTo(MAX_LOCATION));
    Optional<String> description =
        form.text("description", TextRule.emptyOrUpTo(CasBackend.MAX_DESCRIPTION));
    boolean isDefault = form.flag("default").orElse(false);
    boolean isFallback = form.flag("fallback").orElse(false);
    long maxBytes =
        form.whole("maxBytes", CasBackend.LEAST_MAX_BYTES, Bytes.MAX)
            .orElse(CasBackend.DEFAULT_MAX_BYTES);
    ProviderCredentials credentials =
        new ProviderCredentials(form.texts("credentials", CREDENTIAL).orElse(Map.of()));
    if (isDefault && isFallback) {
      form.reject("fallback", "a backend cannot be both default and fallback");
    }
    if (provider.isPresent() && location.isPresent()) {
      check(form, provider.get(), location.get(), credentials);
    }
    form.finish();
    String host = provider.orElseThrow().host(location.orElseThrow(), credentials);
    return new NewBackendForm(
        new NewBackend(
            organization,
            name.orElseThrow(),
            provider.get().id(),
            location.get(),
            host,
            description.orElse(""),
            isDefault,
            isFallback,
            maxBytes),
        credentials);
  }

  /** Notes what the provider finds wrong, but for fields that something is wrong with already. */
  static void check(
      Form form, Provider provider, String location, ProviderCredentials credentials) {
    provider.check(location, credentials).stream()
        .filter(violation -> !form.hasRejected(violation.field()))
        .filter(violation -> !isMember(violation) || !form.hasRejected("credentials"))
        .forEach(violation -> form.reject(violation.field(), violation.message()));
  }

  private static boolean isMember(Provider.Violation violation) {
    return violation.field().startsWith("credentials.");
  }

  /** The built-in backend is Castellan's own to make. */
  private static Map<String, Provider> creatable(Providers providers) {
    return providers.ids().stream()
        .flatMap(id -> providers.find(id).stream())
        .filter(provider -> provider.builtIn().isEmpty())
        .collect(
            Collectors.toMap(Provider::id, Function.identity(), (one, other) -> one, TreeMap::new));
  }
}
