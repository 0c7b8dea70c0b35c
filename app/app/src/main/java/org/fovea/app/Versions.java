package org.fovea.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The versions of Fovea, of the libraries it is built with, and of the Java it runs on. */
public final class Versions {
    private Versions() {}

    public static String fovea() throws IOException {
        return load().getProperty("fovea");
    }

    /** Versions of Fovea, of Java and of the libraries that decide about frames, by name. */
    public static Map<String, String> all() throws IOException {
        Properties built = load();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Fovea", built.getProperty("fovea"));
        all.put("Java", Runtime.version().toString());
        all.put("FFmpeg", built.getProperty("ffmpeg"));
        return all;
    }

    /** All versions in a few lines for people. */
    public static List<String> lines() throws IOException {
        Properties built = load();
        return List.of(
                "Fovea " + built.getProperty("fovea"),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                "FFmpeg " + built.getProperty("ffmpeg") + " (bytedeco) · picocli " + built.getProperty("picocli")
                        + " · Jackson " + built.getProperty("jackson"),
                "LibTorch " + built.getProperty("libtorch") + " (bytedeco) · ONNX Runtime "
                        + built.getProperty("onnxruntime") + " · DuckDB " + built.getProperty("duckdb"));
    }

    private static Properties load() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        }
        return properties;
    }
}
