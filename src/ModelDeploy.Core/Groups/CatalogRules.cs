using System.Text.RegularExpressions;
using ModelDeploy.Core.Deployments;

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
        .. Error("quota.cpu", (group.Quota.Cpu ?? 0) % 0.1m != 0, "CPU is counted in steps of 0.1 cores."),
        .. NotNegative("quota.memory", group.Quota.Memory),
        .. NotNegative("quota.gpu", group.Quota.Gpu),
        .. NotNegative("quota.maxDeployments", group.Quota.MaxDeployments),
    ];

    /// <summary>Every rule that the instance type breaks, each with its field; empty when it is valid.</summary>
    public static IReadOnlyList<FieldError> Check(InstanceType type, CatalogSnapshot catalog) =>
    [
        .. Name(type.Name),
        .. DisplayName(type.DisplayName),
        .. Error("description", type.Description.Length > MaxDescription, $"The description may have {MaxDescription} characters."),
        .. Error("description", StorableText.WhyNot(type.Description) is not null, $"The description {StorableText.WhyNot(type.Description)}."),
        .. Error("cpu", type.Resources.Cpu <= 0 || type.Resources.Cpu % 0.1m != 0, "CPU must be more than 0, in steps of 0.1 cores."),
        .. Error("cpu", type.Resources.Cpu > 10_000, "CPU may be 10,000 cores at most."),
        .. Error("memory", type.Resources.Memory <= 0, "Memory must be more than 0."),
        .. Error("memory", type.Resources.Memory > 1L << 50, "Memory may be 1 PiB at most."),
        .. Error("gpu", type.Resources.Gpu is < 0 or > 10_000, "GPU must be between 0 and 10,000."),
        .. type.Groups.Where(name => catalog.Group(name) is null).Select(name => new FieldError("groups", $"There is no group {name}.")),
    ];

    private static IEnumerable<FieldError> Name(string name) => Error("name", !ValidName().IsMatch(name),
        "The name may hold lower-case letters, digits and dashes, starts and ends with a letter or a digit, and has 63 characters at most.");

    private static IEnumerable<FieldError> DisplayName(string name) =>
    [
        .. Error("displayName", string.IsNullOrWhiteSpace(name), "Enter a display name."),
        .. Error("displayName", name.Length > MaxDisplayName || name.Any(char.IsControl) || StorableText.WhyNot(name) is not null, $"The display name may have {MaxDisplayName} printable characters."),
    ];

    private static IEnumerable<FieldError> NotNegative(string field, decimal? amount) =>
        Error(field, amount < 0, "A quota cannot be negative; leave it empty for no limit, 0 is none.");

    private static IEnumerable<FieldError> Error(string field, bool broken, string message) =>
        broken ? [new FieldError(field, message)] : [];

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();
}
