package org.fovea.spark;

import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.Utils;

/**
 * What an executor does: from an attempt that is asked for to its row, both as texts. It needs of this program only
 * what is installed on its machine. The program's libraries are kept apart from Spark's by a class loader of their own,
 * since both come with versions of the same ones; where they are among Spark's already, in its local mode, those are
 * taken, because a native library is loaded by one class loader of a process only.
 */
final class ClipFunction implements Function<String, String> {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String ENTRY = "org.fovea.fleet.work.RemoteAttempt";

    /** Of this process; one for each program that was ever asked for. */
    private static final Map<String, Class<?>> ENTRIES = new HashMap<>();

    private final String classPath;

    ClipFunction(String classPath) {
        this.classPath = classPath;
    }

    @Override
    public String call(String wanted) throws Exception {
        try {
            SparkConf conf = SparkEnv.get().conf();
            HadoopFiles files = new HadoopFiles(SparkHadoopUtil.get().newConfiguration(conf));
            return (String) entry().getMethod(
                            "run",
                            String.class,
                            java.util.function.Function.class,
                            java.util.function.Function.class,
                            String.class)
                    .invoke(null, wanted, passable(files::facts), passable(files::open), scratch(conf));
        } catch (InvocationTargetException e) {
            throw switch (e.getCause()) {
                case InterruptedException interrupted -> interrupted;
                // the driver may not know the class of what was thrown
                case null, default -> new IOException(String.valueOf(e.getCause()));
            };
        } catch (ClassNotFoundException e) {
            throw new IOException("fovea is not installed here as it is on the driver's machine: " + classPath, e);
        }
    }

    /** Something that reads files. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(String address) throws IOException;
    }

    /** As a function of Java's own, which both class loaders know. */
    private static <T> java.util.function.Function<String, T> passable(Reading<T> reading) {
        return address -> {
            try {
                return reading.of(address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Where Spark keeps files of this machine, as its settings and those of its master say. */
    private static String scratch(SparkConf conf) {
        return Utils.getConfiguredLocalDirs(conf)[0];
    }

    private Class<?> entry() throws ClassNotFoundException, MalformedURLException {
        synchronized (ENTRIES) {
            Class<?> known = ENTRIES.get(classPath);
            if (known == null) {
                known = find();
                ENTRIES.put(classPath, known);
            }
            return known;
        }
    }

    private Class<?> find() throws ClassNotFoundException, MalformedURLException {
        try {
            return Class.forName(ENTRY);
        } catch (ClassNotFoundException e) {
            List<URL> urls = new ArrayList<>();
            for (String each : classPath.split(File.pathSeparator)) {
                urls.add(Path.of(each).toUri().toURL());
            }
            return Class.forName(
                    ENTRY, true, new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
        }
    }
}
