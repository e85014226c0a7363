using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>How what is done to groups, instance types and tokens is asked.</summary>
internal static class GroupQuestions
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly PersonKey Newcomer = new(PersonKey.LocalIssuer, "newcomer");
    private static int _made;

    public static IReadOnlyDictionary<string, Question> All { get; } = new Dictionary<string, Question>
    {
        ["GroupCommands.CreateAsync"] = Change(async asked => await Of(asked).CreateAsync(asked.By, New("made"), "Made", Quota.Unlimited, Stop)),
        ["GroupCommands.UpdateAsync"] = Change(async asked => await Of(asked).UpdateAsync(asked.By, asked.Group, "Another name", Quota.Unlimited, Stop)),
        ["GroupCommands.DeleteAsync"] = Change(async asked => await Of(asked).DeleteAsync(asked.By, await EmptyGroupAsync(asked), Stop)),
        ["GroupCommands.SetModelDeploymentAsync"] = Change(async asked => await Of(asked).SetModelDeploymentAsync(asked.By, asked.Group, false, Stop)),
        ["GroupCommands.SetMemberAsync"] = Change(async asked => await SetAsync(asked, GroupRole.Member)),
        ["GroupCommands.SetMemberAsync (as administrator)"] = Change(async asked => await SetAsync(asked, GroupRole.Admin)),
        ["GroupCommands.RemoveMemberAsync"] = Change(async asked => await RemoveAsync(asked, GroupRole.Member)),
        ["GroupCommands.RemoveMemberAsync (an administrator)"] = Change(async asked => await RemoveAsync(asked, GroupRole.Admin)),
        ["GroupCommands.CandidatesAsync"] = Read(async asked => (await Of(asked).CandidatesAsync(asked.By, Stop)).Count > 0 ? Gets.Sees : Gets.Nothing),
        ["InstanceTypeCommands.SaveAsync"] = Change(async asked => await Types(asked).SaveAsync(asked.By, AnInstanceType.Named(New("size")), Stop)),
        ["InstanceTypeCommands.DeleteAsync"] = Change(async asked => await Types(asked).DeleteAsync(asked.By, await NewTypeAsync(asked), false, Stop)),
        ["ApiTokens.CreateAsync"] = Change(async asked => await Tokens(asked).CreateAsync(asked.By, New("token"), ApiTokenScope.Read, 1, Stop)),
        ["ApiTokens.ListAsync (their own)"] = Read(async asked => await ListsAsync(asked, asked.By)),
        ["ApiTokens.ListAsync (somebody else's)"] = Read(async asked => await ListsAsync(asked, AccessPortal.Otto)),
        ["ApiTokens.RevokeAsync (their own)"] = Read(async asked => await Tokens(asked).RevokeAsync(asked.By, await TokenOfAsync(asked, asked.By), Stop)),
        ["ApiTokens.RevokeAsync (somebody else's)"] = Read(async asked => await Tokens(asked).RevokeAsync(asked.By, await TokenOfAsync(asked, AccessPortal.Otto), Stop)),
    };

    private static GroupCommands Of(Asked asked) => asked.Of<GroupCommands>();

    private static InstanceTypeCommands Types(Asked asked) => asked.Of<InstanceTypeCommands>();

    private static ApiTokens Tokens(Asked asked) => asked.Of<ApiTokens>();

    private static async Task<object?> SetAsync(Asked asked, GroupRole role)
    {
        await asked.Of<IIdentityStore>().SaveAccountAsync(new Account(Newcomer, "Newcomer", IsSystemAdmin: false), Stop);
        return await Of(asked).SetMemberAsync(asked.By, asked.Group, Newcomer, role, Stop);
    }

    /// <summary>Removes somebody who came into the group for that.</summary>
    private static async Task<object?> RemoveAsync(Asked asked, GroupRole role)
    {
        await asked.Of<IIdentityStore>().SaveAccountAsync(new Account(Newcomer, "Newcomer", IsSystemAdmin: false), Stop);
        await Of(asked).SetMemberAsync(Viewer.System, asked.Group, Newcomer, role, Stop);
        return await Of(asked).RemoveMemberAsync(asked.By, asked.Group, Newcomer, Stop);
    }

    private static async Task<string> EmptyGroupAsync(Asked asked)
    {
        var name = New("empty");
        await asked.Of<ICatalog>().SaveGroupAsync(AGroup.Named(name), Stop);
        return name;
    }

    private static async Task<string> NewTypeAsync(Asked asked)
    {
        var name = New("size");
        await asked.Of<ICatalog>().SaveInstanceTypeAsync(AnInstanceType.Named(name), Stop);
        return name;
    }

    private static async Task<Guid> TokenOfAsync(Asked asked, Viewer owner) => Assert.IsType<CommandResult<NewApiToken>.Accepted>(
        await Tokens(asked).CreateAsync(owner, New("token"), ApiTokenScope.Read, 1, Stop)).Value.Token.Id;

    private static async Task<object?> ListsAsync(Asked asked, Viewer owner)
    {
        var token = await TokenOfAsync(asked, owner);
        var listed = await Tokens(asked).ListAsync(asked.By, Stop);
        await Tokens(asked).RevokeAsync(owner, token, Stop);
        return listed.Any(one => one.Id == token) ? Gets.Sees : Gets.Nothing;
    }

    private static string New(string what) => $"{what}-{Interlocked.Increment(ref _made)}";

    private static Question Change(Func<Asked, Task<object?>> ask) => new(ask, Changes: true);

    private static Question Read(Func<Asked, Task<object?>> ask) => new(ask, Changes: false);
}
