using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Budget.Rpc.Tests;

/// <summary>What the genuine binaries ask of the two contract assemblies, name by name and signature by signature.</summary>
public sealed class ContractTests
{
    static readonly Assembly[] Contracts = [typeof(ServerCallContext).Assembly, typeof(ICompressionProvider).Assembly];
    static readonly Assembly[] Genuine = [typeof(GrpcServiceOptions).Assembly, typeof(GrpcChannel).Assembly];

    [Fact]
    public void Has_every_type_and_member_that_the_genuine_binaries_refer_to()
    {
        var offered = Contracts.SelectMany(Offered).ToHashSet();
        var wanted = Genuine.SelectMany(Wanted).ToHashSet();

        Assert.InRange(wanted.Count, 150, 1000);
        Assert.Empty(wanted.Except(offered).Order());
    }

    [Fact]
    public void Every_type_of_the_genuine_binaries_loads() =>
        // A type that misses an abstract member or an interface of ours fails here.
        Assert.All(Genuine, assembly => Assert.NotEmpty(assembly.GetTypes()));

    [Fact]
    public void Carries_the_identity_they_ask_for() => Assert.All(Contracts, assembly =>
    {
        Assert.Equal(new Version(2, 0, 0, 0), assembly.GetName().Version);
        Assert.Equal("d754f35622e28bad", Convert.ToHexStringLower(assembly.GetName().GetPublicKeyToken()!));
    });

    static IEnumerable<string> Wanted(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var names = new Names();
        var wanted = new List<string>();
        foreach (var type in metadata.TypeReferences.Where(t => IsContract(metadata, t)))
        {
            wanted.Add(names.GetTypeFromReference(metadata, type, 0));
        }
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (Owner(metadata, member.Parent) is { IsNil: false } owner && IsContract(metadata, owner))
            {
                var place = $"{names.GetTypeFromReference(metadata, owner, 0)}::{metadata.GetString(member.Name)}";
                wanted.Add(member.GetKind() == MemberReferenceKind.Field
                    ? $"{place} {member.DecodeFieldSignature(names, null)}"
                    : $"{place}{Signature(member.DecodeMethodSignature(names, null))}");
            }
        }
        return wanted;
    }

    static IEnumerable<string> Offered(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var names = new Names();
        var offered = new List<string>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            var name = names.GetTypeFromDefinition(metadata, handle, 0);
            offered.Add(name);
            foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition).Where(f => (f.Attributes & FieldAttributes.FieldAccessMask) >= FieldAttributes.Family))
            {
                offered.Add($"{name}::{metadata.GetString(field.Name)} {field.DecodeSignature(names, null)}");
            }
            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition).Where(m => (m.Attributes & MethodAttributes.MemberAccessMask) >= MethodAttributes.Family))
            {
                offered.Add($"{name}::{metadata.GetString(method.Name)}{Signature(method.DecodeSignature(names, null))}");
            }
        }
        return offered;
    }

    static string Signature(MethodSignature<string> method) =>
        $"`{method.GenericParameterCount}({string.Join(",", method.ParameterTypes)}) {(method.Header.IsInstance ? "" : "static ")}{method.ReturnType}";

    static bool IsContract(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsContract(metadata, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => Contracts.Any(c =>
                c.GetName().Name == metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }

    static TypeReferenceHandle Owner(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            // GENERICINST (CLASS | VALUETYPE) type …
            var blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            if (blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance)
            {
                blob.ReadCompressedInteger();
                parent = blob.ReadTypeHandle();
            }
        }
        return parent.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)parent : default;
    }

    /// <summary>Types as text, the same for a reference to a type and for its definition.</summary>
    sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeDefinition(handle);
            return type.GetDeclaringType() is { IsNil: false } outer
                ? $"{GetTypeFromDefinition(reader, outer, 0)}+{reader.GetString(type.Name)}"
                : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)}+{reader.GetString(type.Name)}"
                : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(",", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

        public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => $"{elementType}[]";

        public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

        public string GetByReferenceType(string elementType) => $"{elementType}&";

        public string GetPointerType(string elementType) => $"{elementType}*";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} modified by {modifier}";

        public string GetPinnedType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => $"function{Signature(signature)}";
    }
}
