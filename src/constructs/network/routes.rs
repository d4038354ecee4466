//! Subnets, their routes, and the NAT gateways.

use super::layout::Zone;
use super::{Nat, nat, note_price, tagged, tags, vpc, zones};
use crate::aws::prices::Idle;
use crate::emit::{Node, Object};
use crate::lower::Lower;
use crate::model::Decl;
use smol_str::SmolStr;

const EVERYWHERE: &str = "0.0.0.0/0";

/// The way to the internet, which public subnets share.
pub fn gateway(lower: &mut Lower, decl: &Decl) {
    let properties = tagged(lower, decl, "");
    let gateway = lower.add(decl, "Gateway", "AWS::EC2::InternetGateway", properties);
    let attachment = crate::object! { "VpcId": vpc(decl), "InternetGatewayId": Node::reference(gateway.clone()) };
    let attachment = lower.add(decl, "GatewayAttachment", "AWS::EC2::VPCGatewayAttachment", attachment);
    let mut table = crate::object! { "VpcId": vpc(decl) };
    table.set("Tags", tags(lower, decl, "public"));
    let table = lower.add(decl, "PublicRoutes", "AWS::EC2::RouteTable", table);
    let route = crate::object! {
        "RouteTableId": Node::reference(table),
        "DestinationCidrBlock": EVERYWHERE,
        "GatewayId": Node::reference(gateway),
    };
    let route = lower.add(decl, "PublicRoute", "AWS::EC2::Route", route);
    lower.wait_for(&route, attachment, decl.name_span);
}

fn zone(i: usize) -> Node {
    let zones = Node::call("Fn::GetAZs", Node::from(""));
    Node::call("Fn::Select", Node::list([Node::from(i as i64), zones]))
}

fn numbered(
    lower: &mut Lower,
    decl: &Decl,
    part: &'static str,
    i: usize,
    ty: &'static str,
    properties: Object,
) -> SmolStr {
    lower.add_named(decl, part, &(i + 1).to_string(), ty, properties, decl.name_span)
}

pub fn public_subnet(lower: &mut Lower, decl: &Decl, i: usize, addresses: &Zone) {
    let properties = crate::object! {
        "VpcId": vpc(decl),
        "AvailabilityZone": zone(i),
        "CidrBlock": addresses.public.as_str(),
        "Tags": tags(lower, decl, &format!("public-{}", i + 1)),
    };
    let subnet = numbered(lower, decl, "PublicSubnet", i, "AWS::EC2::Subnet", properties);
    let table = lower.part_id(decl, "PublicRoutes");
    associate(lower, decl, "PublicSubnetRoutes", i, &subnet, table);
    match nat(decl) {
        Nat::Each => gateway_of_nat(lower, decl, i, subnet),
        Nat::One if i == 0 => gateway_of_nat(lower, decl, i, subnet),
        _ => {}
    }
}

fn associate(lower: &mut Lower, decl: &Decl, part: &'static str, i: usize, subnet: &SmolStr, table: SmolStr) {
    let properties =
        crate::object! { "SubnetId": Node::reference(subnet.clone()), "RouteTableId": Node::reference(table) };
    numbered(lower, decl, part, i, "AWS::EC2::SubnetRouteTableAssociation", properties);
}

/// A NAT gateway and its address; both need the internet gateway to be attached.
fn gateway_of_nat(lower: &mut Lower, decl: &Decl, i: usize, subnet: SmolStr) {
    let span = decl.props.span("nat", decl.name_span);
    let attachment = lower.part_id(decl, "GatewayAttachment");
    let name = format!("nat-{}", i + 1);
    let address = crate::object! { "Domain": "vpc", "Tags": tags(lower, decl, &name) };
    let address = numbered(lower, decl, "NatAddress", i, "AWS::EC2::EIP", address);
    lower.wait_for(&address, attachment.clone(), span);
    let gateway = crate::object! {
        "AllocationId": Node::get_att(address, "AllocationId"),
        "SubnetId": Node::reference(subnet),
        "Tags": tags(lower, decl, &name),
    };
    let gateway = numbered(lower, decl, "Nat", i, "AWS::EC2::NatGateway", gateway);
    lower.wait_for(&gateway, attachment, span);
    if i == 0 {
        let count = if nat(decl) == Nat::Each { zones(decl) } else { 1 };
        let what = if count == 1 { "its NAT gateway".to_string() } else { format!("its {count} NAT gateways") };
        note_price(lower, decl, Idle::NatGateway, count, &what);
    }
}

pub fn private_subnet(lower: &mut Lower, decl: &Decl, i: usize, addresses: &Zone) {
    let name = format!("private-{}", i + 1);
    let properties = crate::object! {
        "VpcId": vpc(decl),
        "AvailabilityZone": zone(i),
        "CidrBlock": addresses.private.as_str(),
        "Tags": tags(lower, decl, &name),
    };
    let subnet = numbered(lower, decl, "PrivateSubnet", i, "AWS::EC2::Subnet", properties);
    let table = crate::object! { "VpcId": vpc(decl), "Tags": tags(lower, decl, &name) };
    let table = numbered(lower, decl, "PrivateRoutes", i, "AWS::EC2::RouteTable", table);
    associate(lower, decl, "PrivateSubnetRoutes", i, &subnet, table.clone());
    let through = match nat(decl) {
        Nat::None => return,
        Nat::One => 1,
        Nat::Each => i + 1,
    };
    let route = crate::object! {
        "RouteTableId": Node::reference(table),
        "DestinationCidrBlock": EVERYWHERE,
        "NatGatewayId": Node::reference(lower.part_id(decl, &format!("Nat{through}"))),
    };
    numbered(lower, decl, "PrivateRoute", i, "AWS::EC2::Route", route);
}

/// The routes that must be there before something in the network can reach the internet.
pub fn outbound(lower: &Lower, decl: &Decl, public: bool) -> Vec<SmolStr> {
    match (decl.existing, public, nat(decl)) {
        (true, ..) => Vec::new(),
        (_, true, _) => vec![lower.part_id(decl, "PublicRoute")],
        (_, _, Nat::None) => Vec::new(),
        _ => (1..=zones(decl)).map(|i| lower.part_id(decl, &format!("PrivateRoute{i}"))).collect(),
    }
}
