using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Groups for tests: Model Deployment on, no limits, no members.</summary>
public static class AGroup
{
    /// <summary>A group of this name.</summary>
    public static Group Named(string name = "demo") => new() { Name = name, DisplayName = name, ModelDeploymentEnabled = true };

    /// <summary>The same with Model Deployment switched off.</summary>
    public static Group Disabled(this Group group) => group with { ModelDeploymentEnabled = false };

    /// <summary>The same with this quota; what is not given is unlimited.</summary>
    public static Group WithQuota(
        this Group group, decimal? cpu = null, long? memory = null, int? gpu = null, int? maxDeployments = null) =>
        group with { Quota = new Quota(cpu, memory, gpu, maxDeployments) };

    /// <summary>The same with one more member.</summary>
    public static Group WithMember(this Group group, PersonRef person, GroupRole role = GroupRole.Member) =>
        group with { Members = group.Members.Append(new GroupMember(person.Key, person.Name, role)).ToEquatableList() };
}
