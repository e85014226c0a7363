namespace ModelDeploy.Portal.Options;

/// <summary>Reads by what keys are encrypted. Touches no disk.</summary>
public static class KeysOptionsReader
{
    /// <summary>The options; paths are meant from <paramref name="contentRoot"/>.</summary>
    public static KeysOptions Read(SettingsReader settings, string contentRoot)
    {
        var keys = new KeysOptions
        {
            Certificate = PathOf(settings.Text("Certificate"), contentRoot),
            CertificateKey = PathOf(settings.Text("CertificateKey"), contentRoot),
            Password = settings.Text("Password"),
            Old = ReadOld(settings.Part("Old"), contentRoot),
        };
        if (keys is { Certificate: null, CertificateKey: not null })
            settings.Refuse("CertificateKey", "belongs to a certificate, and there is no Certificate.");
        if (keys is { Certificate: null, Password: not null })
            settings.Refuse("Password", "belongs to a certificate, and there is no Certificate.");
        settings.RefuseUnknown();
        return keys;
    }

    private static List<CertificateFile> ReadOld(SettingsReader settings, string contentRoot)
    {
        var old = new List<CertificateFile>();
        foreach (var name in settings.Keys())
        {
            var one = settings.Part(name);
            old.Add(new CertificateFile(
                PathOf(one.Required("Certificate"), contentRoot)!, PathOf(one.Text("CertificateKey"), contentRoot), one.Text("Password")));
            one.RefuseUnknown();
        }
        return old;
    }

    private static string? PathOf(string? path, string contentRoot) => path is null ? null : Path.GetFullPath(path, contentRoot);
}
