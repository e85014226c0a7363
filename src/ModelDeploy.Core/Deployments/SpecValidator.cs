using System.Globalization;
using System.Text;

namespace ModelDeploy.Core.Deployments;

/// <summary>
/// The rules for a spec by itself. Whether its group, instance type and secret exist is <see cref="SpecReferences"/>' question.
/// Field names are those of the manifest.
/// </summary>
public static class SpecValidator
{
    private const int MaxDisplayName = 64;
    private const int MaxText = 2000;
    private const int MaxMetadata = 64;
    private const int MaxMetadataName = 63;
    private const int MaxMetadataValue = 1024;
    private const int MaxUri = 2048;

    /// <summary>Every rule that the normalised spec breaks; empty when it is valid.</summary>
    public static IReadOnlyList<FieldError> Validate(DeploymentSpec spec, SpecLimits limits)
    {
        List<FieldError> errors = [];
        Check(errors, "displayName", WhyDisplayNameInvalid(spec.DisplayName));
        Check(errors, "group", spec.Group.Length == 0 ? "Choose a group." : null);
        Check(errors, "instanceType", spec.InstanceType.Length == 0 ? "Choose an instance type." : null);
        Check(errors, "replicas", spec.Replicas < 1 || spec.Replicas > limits.MaxReplicas
            ? $"Replicas must be between 1 and {limits.MaxReplicas}." : null);
        Check(errors, "modelImage", ImageReference.WhyInvalid(spec.ModelImage));
        Check(errors, "modelUri", WhyModelUriInvalid(spec.ModelUri));
        Check(errors, "port", spec.Port is < 1 or > 65535 ? "The port must be between 1 and 65535." : null);
        Check(errors, "readiness", WhyReadinessInvalid(spec.Readiness));
        Check(errors, "description", WhyTextInvalid("description", spec.Description));
        Check(errors, "access", Enum.IsDefined(spec.Access) ? null : "Access is either public or private.");
        Check(errors, "deadline", spec.Deadline < SpecLimits.MinDeadline || spec.Deadline > SpecLimits.MaxDeadline
            ? "The deadline must be between 10 seconds and 2 hours." : null);
        errors.AddRange(CheckMetadata(spec.Metadata));
        errors.AddRange(EnvRules.Check(spec.Env));
        if (SpecJson.SizeOf(spec) is var size and > SpecLimits.MaxSpecBytes)
            errors.Add(new FieldError("spec", $"The whole specification may have {SpecLimits.MaxSpecBytes} bytes; this one has {size}."));
        return errors;
    }

    /// <summary>The rule for an update message, which is not part of the spec; null when it is kept.</summary>
    public static FieldError? CheckUpdateMessage(string message) =>
        WhyTextInvalid("update message", message) is { } why ? new FieldError("updateMessage", why) : null;

    private static void Check(List<FieldError> errors, string field, string? why)
    {
        if (why is not null)
            errors.Add(new FieldError(field, why));
    }

    private static string? WhyDisplayNameInvalid(string name) => name switch
    {
        "" => "Enter a deployment name.",
        _ when StorableText.WhyNot(name) is { } why => $"The deployment name {why}.",
        _ when name.EnumerateRunes().Count() > MaxDisplayName => $"The deployment name may have {MaxDisplayName} characters.",
        _ when name.EnumerateRunes().Any(IsControl) => "The deployment name cannot hold control characters.",
        _ when !name.EnumerateRunes().Any(IsVisible) => "The deployment name needs at least one visible character.",
        _ => null,
    };

    private static string? WhyModelUriInvalid(string? uri) => uri switch
    {
        null => null,
        { Length: > MaxUri } => $"The model URI may have {MaxUri} characters.",
        _ when StorableText.WhyNot(uri) is { } why => $"The model URI {why}.",
        _ when uri.EnumerateRunes().Any(rune => IsControl(rune) || Rune.IsWhiteSpace(rune)) => "The model URI cannot hold spaces or control characters.",
        _ => null,
    };

    private static string? WhyReadinessInvalid(Readiness readiness) => readiness switch
    {
        { Kind: ReadinessKind.Tcp } => null,
        { Kind: not ReadinessKind.Http } => "The readiness check is either tcp or http.",
        { Path: null } => "Enter the path of the readiness check.",
        { Path: ['/', ..] path } when path.Length <= MaxMetadataValue && path.All(c => c is > ' ' and < (char)127 and not '#') => null,
        _ => "The path of the readiness check starts with / and holds no spaces.",
    };

    private static string? WhyTextInvalid(string what, string text) =>
        text.EnumerateRunes().Count() > MaxText ? $"The {what} may have {MaxText} characters."
        : StorableText.WhyNot(text) is { } why ? $"The {what} {why}."
        : null;

    private static IEnumerable<FieldError> CheckMetadata(EquatableList<MetadataEntry> metadata)
    {
        if (metadata.Count > MaxMetadata)
            yield return new FieldError("metadata", $"At most {MaxMetadata} metadata entries are allowed; there are {metadata.Count}.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < metadata.Count; i++)
        {
            var (name, value) = metadata[i];
            var whyName = name.Length == 0 ? "Enter a name for the metadata entry."
                : name.Length > MaxMetadataName ? $"A metadata name may have {MaxMetadataName} characters."
                : StorableText.WhyNot(name) is { } why ? $"A metadata name {why}."
                : !names.Add(name) ? $"The metadata name {name} is there twice."
                : null;
            if (whyName is not null)
                yield return new FieldError($"metadata[{i}].name", whyName);
            if (value.Length > MaxMetadataValue)
                yield return new FieldError($"metadata[{i}].value", $"A metadata value may have {MaxMetadataValue} characters.");
            else if (StorableText.WhyNot(value) is { } whyValue)
                yield return new FieldError($"metadata[{i}].value", $"A metadata value {whyValue}.");
        }
    }

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned);
}
