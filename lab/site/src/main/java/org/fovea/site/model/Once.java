package org.fovea.site.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes something once, at the first request. Safe for several threads. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
