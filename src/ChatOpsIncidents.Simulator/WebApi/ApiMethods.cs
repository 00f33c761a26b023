using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>The methods that this workspace offers, by name.</summary>
internal sealed class ApiMethods
{
    private readonly Dictionary<string, Func<ApiCall, JsonObject>> _methods = [];

    public ApiMethods(IEnumerable<IMethodFamily> families)
    {
        foreach (var (name, method) in families.SelectMany(f => f.Methods))
            _methods.Add(name, method);
    }

    public IEnumerable<string> Names => _methods.Keys;

    /// <summary>Carries out a call. The caller holds the lock.</summary>
    /// <exception cref="SlackFault"><c>unknown_method</c>, or what the method refuses.</exception>
    public JsonObject Call(ApiCall call)
    {
        if (_methods.TryGetValue(call.Method, out var method))
            return method(call);
        var isForPeople = call.Method.StartsWith("reminders.", StringComparison.Ordinal);
        throw new SlackFault(isForPeople ? "not_allowed_token_type" : "unknown_method");
    }

    /// <summary>Whether a repeated call changes nothing.</summary>
    public static bool OnlyReads(string method) =>
        method.Split('.')[^1]
            is "test"
                or "info"
                or "list"
                or "history"
                or "replies"
                or "members"
                or "get"
                or "getPermalink"
                or "lookupByEmail"
                or "validate"
                or "conversations";
}

/// <summary>Methods that belong together.</summary>
internal interface IMethodFamily
{
    IEnumerable<(string Name, Func<ApiCall, JsonObject> Method)> Methods { get; }
}
