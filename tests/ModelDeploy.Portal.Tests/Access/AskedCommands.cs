using System.Collections;
using System.Reflection;
using ModelDeploy.Core;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>What pages, hubs and routes call with the person's name: commands and readers of Core, the gateway and the portal.</summary>
internal sealed class AskedCommands(AccessPortal portal) : IAsked
{
    private static readonly IReadOnlyDictionary<string, Question> Questions = DeploymentQuestions.All
        .Concat(GroupQuestions.All).Concat(ReadingQuestions.All).Concat(PeopleQuestions.All).ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Everything that takes a viewer, and everything that a class of commands or tokens can be asked to do, by class and name. Nothing that
    /// is done for a person can be without one of these. What writes the audit tells nobody anything.
    /// </summary>
    public static IEnumerable<string> All =>
        (from assembly in new[] { typeof(DeploymentCommands).Assembly, typeof(GatewaySetup).Assembly, typeof(Program).Assembly }
         from type in assembly.GetExportedTypes()
         from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
         where !method.IsSpecialName && type != typeof(Viewer) && type != typeof(AuditTrail) && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type)
         where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Viewer))
             || (type.Name.EndsWith("Commands", StringComparison.Ordinal) && typeof(Task).IsAssignableFrom(method.ReturnType))
         select $"{type.Name}.{method.Name}").Distinct().Order(StringComparer.Ordinal);

    public async Task<Gets> AskAsync(AccessRow row, Standing standing, Place place)
    {
        var question = Questions[row.Name];
        var group = question.Changes ? await portal.AddGroupAsync(place) : AccessPortal.GroupAt(place);
        var asked = new Asked(portal, AccessPortal.ViewerOf(standing), group, AccessPortal.IdOf(group, row.Of));
        var answer = await question.AskAsync(asked);
        var gets = Read(row, answer, group);
        if (gets is Gets.NotFound && question.Names)
        {
            var unknown = asked with { Group = AccessPortal.NoGroup, Id = AccessPortal.IdOf(AccessPortal.NoGroup, row.Of) };
            Assert.Equal(Written(await question.AskAsync(unknown), AccessPortal.NoGroup), Written(answer, group));
        }
        return gets;
    }

    private static Gets Read(AccessRow row, object? answer, string group) => answer switch
    {
        null => Gets.NotFound,
        Gets gets => gets,
        IEnumerable<string> list => list.Any(one => one.Contains(group, StringComparison.Ordinal)) ? Gets.Sees : Gets.Nothing,
        _ => answer.GetType().Name switch
        {
            nameof(CommandResult<Deployment>.Accepted) => Gets.Sees,
            nameof(CommandResult<Deployment>.Forbidden) => Gets.Forbidden,
            nameof(CommandResult<Deployment>.NotFound) => Gets.NotFound,
            // A deployment in a group that one may not use is told as one in a group that does not exist.
            nameof(CommandResult<Deployment>.Invalid) when ErrorsOf(answer) is [{ Field: "group" }] => Gets.NotFound,
            nameof(CommandResult<Deployment>.Invalid) or nameof(CommandResult<Deployment>.Conflict) or nameof(CommandResult<Deployment>.OverQuota)
                or nameof(CommandResult<Deployment>.Unavailable) => throw new InvalidOperationException($"{row.Name}: nobody expected {answer}"),
            _ => Gets.Sees,
        },
    };

    private static string Written(object? answer, string group)
    {
        var text = answer is null ? "null" : $"{answer.GetType().Name} {string.Join(", ", ErrorsOf(answer))}";
        return text.Replace(group, "GROUP", StringComparison.Ordinal);
    }

    private static List<FieldError> ErrorsOf(object answer) =>
        answer.GetType().GetProperty("Errors")?.GetValue(answer) is IEnumerable errors ? [.. errors.Cast<FieldError>()] : [];
}
