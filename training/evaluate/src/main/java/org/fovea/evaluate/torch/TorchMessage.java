package org.fovea.evaluate.torch;

/** What is left of LibTorch's errors when the stack of C++ is taken away. */
public final class TorchMessage {
    private static final int MOST = 300;

    private TorchMessage() {}

    public static String of(RuntimeException thrown) {
        String text = String.valueOf(thrown.getMessage());
        String cause = "RuntimeError: ";
        int at = text.lastIndexOf(cause);
        String line = (at >= 0 ? text.substring(at + cause.length()) : text)
                .lines()
                .map(String::strip)
                .filter(candidate -> !candidate.isEmpty())
                .findFirst()
                .orElse(thrown.getClass().getSimpleName());
        String plain = line.replaceFirst(" at \"/.*", "") // where in LibTorch's own sources
                .replaceAll("[^\\p{Print}]", "?")
                .replace(';', ',')
                .replaceFirst("[:. ]+$", "");
        return plain.length() <= MOST ? plain : plain.substring(0, MOST) + "…";
    }
}
