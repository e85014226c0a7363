using System.Globalization;
using System.Text;
using ModelDeploy.Core.Texts;

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
        Check(errors, "group", spec.Group.Length == 0 ? SpecTexts.ChooseGroup : null);
        Check(errors, "instanceType", spec.InstanceType.Length == 0 ? SpecTexts.ChooseInstanceType : null);
        Check(errors, "replicas", spec.Replicas < 1 || spec.Replicas > limits.MaxReplicas
            ? SpecTexts.ReplicasRange.With(limits.MaxReplicas) : null);
        Check(errors, "modelImage", ImageReference.WhyInvalid(spec.ModelImage));
        Check(errors, "modelUri", WhyModelUriInvalid(spec.ModelUri));
        Check(errors, "port", spec.Port is < 1 or > 65535 ? SpecTexts.PortRange : null);
        Check(errors, "readiness", WhyReadinessInvalid(spec.Readiness));
        Check(errors, "description", WhyTextInvalid(SpecTexts.TheDescription, spec.Description));
        Check(errors, "access", Enum.IsDefined(spec.Access) ? null : SpecTexts.AccessKinds);
        Check(errors, "deadline", spec.Deadline < SpecLimits.MinDeadline || spec.Deadline > SpecLimits.MaxDeadline
            ? SpecTexts.DeadlineRange : null);
        errors.AddRange(CheckMetadata(spec.Metadata));
        errors.AddRange(EnvRules.Check(spec.Env));
        if (SpecJson.SizeOf(spec) is var size and > SpecLimits.MaxSpecBytes)
            errors.Add(new FieldError("spec", SpecTexts.SpecTooLarge.With(SpecLimits.MaxSpecBytes, size)));
        return errors;
    }

    /// <summary>The rule for an update message, which is not part of the spec; null when it is kept.</summary>
    public static FieldError? CheckUpdateMessage(string message) =>
        WhyTextInvalid(SpecTexts.TheUpdateMessage, message) is { } why ? new FieldError("updateMessage", why) : null;

    private static void Check(List<FieldError> errors, string field, string? why)
    {
        if (why is not null)
            errors.Add(new FieldError(field, why));
    }

    private static string? WhyDisplayNameInvalid(string name) => name switch
    {
        "" => SpecTexts.EnterDisplayName,
        _ when StorableText.WhyNot(SpecTexts.TheDisplayName, name) is { } why => why,
        _ when name.EnumerateRunes().Count() > MaxDisplayName => SpecTexts.TooLong.With(SpecTexts.TheDisplayName, MaxDisplayName),
        _ when name.EnumerateRunes().Any(IsControl) => SpecTexts.DisplayNameControl,
        _ when !name.EnumerateRunes().Any(IsVisible) => SpecTexts.DisplayNameInvisible,
        _ => null,
    };

    private static string? WhyModelUriInvalid(string? uri) => uri switch
    {
        null => null,
        { Length: > MaxUri } => SpecTexts.TooLong.With(SpecTexts.TheModelUri, MaxUri),
        _ when StorableText.WhyNot(SpecTexts.TheModelUri, uri) is { } why => why,
        _ when uri.EnumerateRunes().Any(rune => IsControl(rune) || Rune.IsWhiteSpace(rune)) => SpecTexts.ModelUriControl,
        _ => null,
    };

    private static string? WhyReadinessInvalid(Readiness readiness) => readiness switch
    {
        { Kind: ReadinessKind.Tcp } => null,
        { Kind: not ReadinessKind.Http } => SpecTexts.ReadinessKinds,
        { Path: null } => SpecTexts.EnterReadinessPath,
        { Path: ['/', ..] path } when path.Length <= MaxMetadataValue && path.All(c => c is > ' ' and < (char)127 and not '#') => null,
        _ => SpecTexts.ReadinessPath,
    };

    private static string? WhyTextInvalid(string what, string text) =>
        text.EnumerateRunes().Count() > MaxText ? SpecTexts.TooLong.With(what, MaxText) : StorableText.WhyNot(what, text);

    private static IEnumerable<FieldError> CheckMetadata(EquatableList<MetadataEntry> metadata)
    {
        if (metadata.Count > MaxMetadata)
            yield return new FieldError("metadata", SpecTexts.TooManyMetadata.With(MaxMetadata, metadata.Count));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < metadata.Count; i++)
        {
            var (name, value) = metadata[i];
            var whyName = name.Length == 0 ? SpecTexts.EnterMetadataName
                : name.Length > MaxMetadataName ? SpecTexts.TooLong.With(SpecTexts.AMetadataName, MaxMetadataName)
                : StorableText.WhyNot(SpecTexts.AMetadataName, name) is { } why ? why
                : !names.Add(name) ? SpecTexts.MetadataTwice.With(name)
                : null;
            if (whyName is not null)
                yield return new FieldError($"metadata[{i}].name", whyName);
            if (value.Length > MaxMetadataValue)
                yield return new FieldError($"metadata[{i}].value", SpecTexts.TooLong.With(SpecTexts.AMetadataValue, MaxMetadataValue));
            else if (StorableText.WhyNot(SpecTexts.AMetadataValue, value) is { } whyValue)
                yield return new FieldError($"metadata[{i}].value", whyValue);
        }
    }

    private static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned);
}
