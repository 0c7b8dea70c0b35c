package org.fovea.site.layout;

/** The Content-Security-Policy of all pages. */
public final class Policy {
    private static final String FOLDER =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                    + "form-action 'none'";

    private Policy() {}

    /**
     * The policy as a page can state it.
     *
     * @param live whether pages may ask their server for news
     */
    public static String of(boolean live) {
        return live ? FOLDER + "; connect-src 'self'" : FOLDER;
    }

    /** The policy as a server states it: with what only a header can say. */
    public static String header() {
        return of(true) + "; frame-ancestors 'none'";
    }
}
