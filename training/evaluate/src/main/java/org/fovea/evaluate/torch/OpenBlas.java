package org.fovea.evaluate.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** The library that computes LibTorch's products of matrices, which has kernels for each kind of processor. */
final class OpenBlas {
    private static final String CHOICE = "OPENBLAS_CORETYPE";

    private OpenBlas() {}

    /**
     * Chooses its kernels once more, as it does while it is loaded. Nothing may compute meanwhile. Where the library
     * has one kind only, nothing happens.
     *
     * @param processor as its variable {@value #CHOICE} names it; empty for the one that it was started with, or this
     *     one
     */
    static void choose(Optional<String> processor) {
        SymbolLookup loaded = SymbolLookup.loaderLookup();
        Optional<MemorySegment> forget = loaded.find("gotoblas_dynamic_quit");
        Optional<MemorySegment> choose = loaded.find("gotoblas_dynamic_init");
        if (forget.isPresent() && choose.isPresent()) {
            CLibrary.setEnvironment(CHOICE, processor.or(() -> Optional.ofNullable(System.getenv(CHOICE))));
            call(forget.get());
            call(choose.get());
        }
    }

    private static void call(MemorySegment function) {
        try {
            Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.ofVoid())
                    .invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(CHOICE, e);
        }
    }
}
