package org.fovea.site.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

public final class Probe {
    private Probe() {}

    public static void main(String[] a) throws Exception {
        try (Chromium c = Chromium.start();
                Tab t = c.tab(390, ColorScheme.LIGHT, true)) {
            t.page().navigate(Path.of(a[0]).toUri().toString());
            t.page().waitForTimeout(500);
            System.out.println(
                    t.page()
                            .evaluate(
                                    "() => { const w=document.documentElement.clientWidth; return [document.documentElement.scrollWidth+' of '+w, ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w+1 && !e.closest('.scroll')).slice(0,12).map(e => e.tagName+'.'+e.className+' '+Math.round(e.getBoundingClientRect().right)+' '+e.textContent.slice(0,40))].join('\\n') }"));
        }
    }
}
