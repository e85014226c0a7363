using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>The rules for what a spec names: its instance type and its pull secret must exist and be for its group.</summary>
public static class SpecReferences
{
    /// <summary>Every broken reference; nothing for a name that is empty, which <see cref="SpecValidator"/> tells.</summary>
    public static IEnumerable<FieldError> Check(DeploymentSpec spec, CatalogSnapshot catalog)
    {
        if (spec.InstanceType.Length > 0 && catalog.InstanceType(spec.InstanceType)?.IsFor(spec.Group) is not true)
            yield return new FieldError("instanceType", SpecTexts.NoInstanceType.With(spec.InstanceType));
        if (spec.ImagePullSecret is { } secret && !catalog.PullSecrets.Any(s => s.Name == secret && (s.Group is null || s.Group == spec.Group)))
            yield return new FieldError("imagePullSecret", SpecTexts.NoPullSecret.With(secret));
    }
}
