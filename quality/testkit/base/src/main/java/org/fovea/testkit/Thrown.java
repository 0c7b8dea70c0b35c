package org.fovea.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Exceptions that tests wait for. */
public final class Thrown {
    private Thrown() {}

    /**
     * Fails where a call does not throw an exception of this kind, or where one of these parts is not in its message.
     */
    public static void assertThrown(Class<? extends Throwable> kind, ThrowingCallable call, String... parts) {
        AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(call).isInstanceOf(kind);
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
    }
}
