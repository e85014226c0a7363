using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Manifests;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Reads a manifest for a form: besides its own rules, what cannot be changed must not be, and buttons start and stop.</summary>
public static class FormManifest
{
    /// <summary>The reading; <paramref name="stored"/> is the deployment that is edited, or null for a new one.</summary>
    public static ManifestReading Read(string text, DeploymentInput input, Deployment? stored)
    {
        var keepable = input.Env.Where(row => row.Secret).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        var reading = ManifestReader.Read(text, keepable);
        if (reading.Manifest is not { } manifest)
            return reading;
        List<ManifestError> errors = [];
        if (stored is not null && manifest.Id != stored.Id)
            errors.Add(new ManifestError(reading.LineOf("id"), FormTexts.NameMustStay.With(stored.Id)));
        if (stored is not null && manifest.Spec.Group != stored.Spec.Group)
            errors.Add(new ManifestError(reading.LineOf("group"), FormTexts.GroupMustStay.With(stored.Spec.Group)));
        List<ManifestError> notices = [.. reading.Notices];
        if (manifest.Spec.Stop != (stored?.Spec.Stop ?? false))
            notices.Add(new ManifestError(reading.LineOf("stop"), FormTexts.StopNotTakenOver));
        return reading with { Manifest = errors.Count == 0 ? manifest : null, Errors = errors, Notices = notices };
    }
}
