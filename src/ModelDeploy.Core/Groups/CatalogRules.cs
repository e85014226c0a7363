using System.Text.RegularExpressions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Groups;

/// <summary>The rules for groups and instance types.</summary>
public static partial class CatalogRules
{
    private const int MaxDisplayName = 64;
    private const int MaxDescription = 2000;

    /// <summary>Every rule that the group breaks, each with its field; empty when it is valid.</summary>
    public static IReadOnlyList<FieldError> Check(Group group) =>
    [
        .. Name(group.Name),
        .. DisplayName(group.DisplayName),
        .. NotNegative("quota.cpu", group.Quota.Cpu),
        .. Error("quota.cpu", (group.Quota.Cpu ?? 0) % 0.1m != 0, CatalogTexts.CpuSteps),
        .. NotNegative("quota.memory", group.Quota.Memory),
        .. NotNegative("quota.gpu", group.Quota.Gpu),
        .. NotNegative("quota.maxDeployments", group.Quota.MaxDeployments),
    ];

    /// <summary>Every rule that the instance type breaks, each with its field; empty when it is valid.</summary>
    public static IReadOnlyList<FieldError> Check(InstanceType type, CatalogSnapshot catalog) =>
    [
        .. Name(type.Name),
        .. DisplayName(type.DisplayName),
        .. Error("description", type.Description.Length > MaxDescription, CatalogTexts.DescriptionTooLong.With(MaxDescription)),
        .. StorableText.WhyNot(SpecTexts.TheDescription, type.Description) is { } why ? [new FieldError("description", why)] : Array.Empty<FieldError>(),
        .. Error("cpu", type.Resources.Cpu <= 0 || type.Resources.Cpu % 0.1m != 0, CatalogTexts.CpuPositive),
        .. Error("cpu", type.Resources.Cpu > 10_000, CatalogTexts.CpuMost),
        .. Error("memory", type.Resources.Memory <= 0, CatalogTexts.MemoryPositive),
        .. Error("memory", type.Resources.Memory > 1L << 50, CatalogTexts.MemoryMost),
        .. Error("gpu", type.Resources.Gpu is < 0 or > 10_000, CatalogTexts.GpuRange),
        .. PlacementRules.Check(type),
        .. type.Groups.Where(name => catalog.Group(name) is null).Select(name => new FieldError("groups", CatalogTexts.NoGroup.With(name))),
    ];

    private static IEnumerable<FieldError> Name(string name) => name.Length == 0
        ? Error("name", true, CatalogTexts.EnterName)
        : Error("name", !ValidName().IsMatch(name), CatalogTexts.NameCharacters);

    private static IEnumerable<FieldError> DisplayName(string name) =>
    [
        .. Error("displayName", string.IsNullOrWhiteSpace(name), CatalogTexts.EnterDisplayName),
        .. Error("displayName", name.Length > MaxDisplayName || name.Any(char.IsControl) || !StorableText.IsWellFormed(name),
            CatalogTexts.DisplayNameTooLong.With(MaxDisplayName)),
    ];

    private static IEnumerable<FieldError> NotNegative(string field, decimal? amount) =>
        Error(field, amount < 0, CatalogTexts.QuotaNegative);

    private static IEnumerable<FieldError> Error(string field, bool broken, string message) =>
        broken ? [new FieldError(field, message)] : [];

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
