package org.castellan.storage;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Marks a {@link Provider} that CDI finds: one instance for the application. */
@Stereotype
@Singleton
@Target(TYPE)
@Retention(RUNTIME)
public @interface ProviderBean {}
