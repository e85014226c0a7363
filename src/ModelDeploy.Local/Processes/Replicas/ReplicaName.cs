using System.Globalization;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>How replicas are called: <c>iris-a1b2c-1</c>.</summary>
internal static class ReplicaName
{
    private const int TemplateCharacters = 5;

    /// <summary>The name of the replica with this number of a template.</summary>
    public static string Of(string deploymentId, string template, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(deploymentId, template)}{number}");

    /// <summary>The number of a replica of this template, or 0 when the name is that of another template's.</summary>
    public static int NumberOf(string name, string deploymentId, string template)
    {
        var prefix = Prefix(deploymentId, template);
        return name.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }

    private static string Prefix(string deploymentId, string template) =>
        $"{deploymentId}-{template[..Math.Min(TemplateCharacters, template.Length)]}-";
}
