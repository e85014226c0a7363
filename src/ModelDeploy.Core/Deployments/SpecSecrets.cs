namespace ModelDeploy.Core.Deployments;

/// <summary>Keeps the values of secret variables out of everything that is read, and puts them back on a write.</summary>
public static class SpecSecrets
{
    /// <summary>The spec with every secret value replaced by an empty string.</summary>
    public static DeploymentSpec Redact(this DeploymentSpec spec) =>
        spec.Env.Any(variable => variable.Secret)
            ? spec with { Env = spec.Env.Select(v => v.Secret ? v with { Value = "" } : v).ToEquatableList() }
            : spec;

    /// <summary>
    /// The spec with every secret that was left empty filled from <paramref name="current"/>'s secret of the same name:
    /// an edit that does not touch a secret keeps it.
    /// </summary>
    public static DeploymentSpec KeepSecretsOf(this DeploymentSpec spec, DeploymentSpec current)
    {
        return spec with { Env = spec.Env.Select(Kept).ToEquatableList() };

        EnvVariable Kept(EnvVariable variable) =>
            variable is { Secret: true, Value: "" } && current.Env.FirstOrDefault(v => v.Secret && v.Name == variable.Name) is { } known
                ? variable with { Value = known.Value }
                : variable;
    }
}
