using ModelDeploy.Core;
using ModelDeploy.Core.Audit;

namespace ModelDeploy.Portal.Audit;

/// <summary>The settings of a start as the audit tells them.</summary>
public static class AuditedSettings
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Redacted = "(secret)";

    private static readonly string[] Secrets = ["secret", "password", "token", "credential"];

    /// <summary>Every setting of the section that has a value, in the order of names; of a secret only that it is set.</summary>
    public static IReadOnlyDictionary<string, string> Of(IConfigurationSection section) => section.AsEnumerable(makePathsRelative: true)
        .Where(setting => !string.IsNullOrEmpty(setting.Value))
        .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(setting => setting.Key, setting => IsSecret(setting.Key) ? Redacted : setting.Value!);

    /// <summary>Each setting of now and of the start before; where both are the same, the two sides are equal.</summary>
    /// <param name="before">The fields of the start before.</param>
    /// <param name="now">The settings of this one.</param>
    public static EquatableList<AuditedField> Beside(IReadOnlyList<AuditedField> before, IReadOnlyDictionary<string, string> now)
    {
        var was = before.Where(field => field.After is not null).ToDictionary(field => field.Field, field => field.After);
        return was.Keys.Union(now.Keys).Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => new AuditedField(key, was.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .ToEquatableList();
    }

    private static bool IsSecret(string key) => key.EndsWith("key", StringComparison.OrdinalIgnoreCase) || Secrets.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
}
