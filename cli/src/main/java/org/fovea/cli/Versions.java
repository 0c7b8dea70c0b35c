package org.fovea.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions of Fovea, of the libraries it is built with, and of the Java it runs on. */
public final class Versions implements IVersionProvider {
    /** Version of the project. */
    public static String fovea() throws IOException {
        return load().getProperty("fovea");
    }

    @Override
    public String[] getVersion() throws IOException {
        Properties built = load();
        return new String[] {
            "Fovea " + built.getProperty("fovea"),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
            "FFmpeg " + built.getProperty("ffmpeg") + " (bytedeco) · Brotli " + built.getProperty("brotli")
                    + " (org.brotli:dec) · picocli " + built.getProperty("picocli") + " · Jackson "
                    + built.getProperty("jackson")
        };
    }

    private static Properties load() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        }
        return properties;
    }
}
