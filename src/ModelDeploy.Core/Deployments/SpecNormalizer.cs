namespace ModelDeploy.Core.Deployments;

/// <summary>Brings a spec into the one form that is stored, so that equal wishes are equal records.</summary>
public static class SpecNormalizer
{
    /// <summary>Trims what is trimmed by rule, turns empty optional texts into null and line ends into line feeds, and keeps whole seconds, as manifests do.</summary>
    public static DeploymentSpec Normalize(this DeploymentSpec spec) => spec with
    {
        DisplayName = spec.DisplayName.Trim(),
        ModelImage = spec.ModelImage.Trim(),
        ImagePullSecret = NullIfEmpty(spec.ImagePullSecret),
        ModelUri = NullIfEmpty(spec.ModelUri),
        Description = spec.Description.ReplaceLineEndings("\n").Trim(),
        Readiness = spec.Readiness.Kind is ReadinessKind.Tcp
            ? Readiness.Tcp
            : spec.Readiness with { Path = NullIfEmpty(spec.Readiness.Path) },
        Deadline = new TimeSpan(spec.Deadline.Ticks - spec.Deadline.Ticks % TimeSpan.TicksPerSecond),
        Metadata = spec.Metadata.Select(entry => entry with { Name = entry.Name.Trim() }).ToEquatableList(),
        Env = spec.Env.Select(variable => variable with { Name = variable.Name.Trim() }).ToEquatableList(),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
