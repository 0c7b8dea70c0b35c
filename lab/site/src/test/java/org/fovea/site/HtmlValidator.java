package org.fovea.site;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The W3C's validator. It wants an older Jetty than our server, so that it has a class loader of its own. */
public final class HtmlValidator implements AutoCloseable {
    private static final Path OLDER = Path.of("target", "validator");

    private final URLClassLoader classes;
    private final Object validator;

    /** Opens it. */
    public HtmlValidator() throws IOException, ReflectiveOperationException {
        List<URL> places = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(OLDER, "*.jar")) {
            for (Path jar : jars) {
                places.add(jar.toUri().toURL());
            }
        }
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            places.add(Path.of(place).toUri().toURL());
        }
        classes = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Class<?> type = classes.loadClass("nu.validator.client.EmbeddedValidator");
        validator = type.getConstructor().newInstance();
        // It guesses that texts which mean harm are Inuktitut.
        type.getMethod("setNoLangDetect", boolean.class).invoke(validator, true);
    }

    /** What it finds in a page. */
    public List<String> check(byte[] page) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(classes); // where its logger looks
        try {
            String found = (String) validator
                    .getClass()
                    .getMethod("validate", InputStream.class)
                    .invoke(validator, new ByteArrayInputStream(page));
            return new JsonMapper()
                    .readTree(found)
                    .get("messages")
                    .valueStream()
                    .map(JsonNode::toString)
                    .toList();
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
