namespace ModelDeploy.Portal.Options;

/// <summary>Reads the catalog of local images.</summary>
public static class LocalImagesReader
{
    private const string AppPlaceholder = "{app}";
    private const string NoCommand = "needs a Command: the executable and its arguments, as a list.";

    /// <summary>
    /// Image reference → what to run. Configuration splits keys at colons, and references hold colons, so the reference is
    /// the whole path down to the section that has a <c>Command</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, LocalImage> Read(SettingsReader images)
    {
        var found = new Dictionary<string, LocalImage>(StringComparer.Ordinal);
        foreach (var key in images.Keys())
            Gather(images, key, reference: key, found);
        return found;
    }

    private static void Gather(SettingsReader parent, string key, string reference, Dictionary<string, LocalImage> found)
    {
        var section = parent.Part(key, NoCommand);
        var keys = section.Keys();
        if (keys.Contains("Command", StringComparer.OrdinalIgnoreCase))
            found[reference] = ReadImage(section);
        else if (keys.Count == 0)
            parent.Refuse(key, NoCommand);
        else
            foreach (var child in keys)
                Gather(section, child, $"{reference}:{child}", found);
    }

    private static LocalImage ReadImage(SettingsReader section)
    {
        var image = new LocalImage(
            section.List("Command"),
            section.Text("WorkingDirectory"),
            section.Map("Environment"),
            section.Text("Example"));

        if (image.Command.Count == 0 || image.Command[0].Length == 0)
            section.Refuse("Command", "is empty, but must list the executable and its arguments.");
        if (image.WorkingDirectory is { } path && !Path.IsPathRooted(path) && !path.StartsWith(AppPlaceholder, StringComparison.Ordinal))
            section.Refuse("WorkingDirectory", $"is \"{path}\", but must be an absolute path (it may begin with {AppPlaceholder}).");
        section.RefuseUnknown();
        return image;
    }
}
